"""The texts of the bank's faults and findings, in Vietnamese and English."""

from quizbot.forms.messages import FORMS, Table

BANK: Table = {
    **FORMS,
    "bank.no_folder": {
        "vi": ("không có thư mục ngân hàng câu hỏi này", "kiểm tra lại đường dẫn"),
        "en": ("there is no such bank folder", "check the path"),
    },
    "bank.long_id": {
        "vi": ("mã “{given}” dài quá {limit} ký tự", "đặt mã ngắn hơn"),
        "en": ("the id “{given}” is longer than {limit}", "choose a shorter one"),
    },
    "bank.fact_id": {
        "vi": ("“{given}” không đúng dạng mã dữ kiện", "viết chữ hoa, số và gạch ngang như NQ57-M30-09"),
        "en": ("“{given}” is not the id of a fact", "write capitals, digits and hyphens: NQ57-M30-09"),
    },
    "bank.option_key": {
        "vi": ("phương án “{given}” không phải chữ cái từ A đến P", "đặt tên phương án là A, B, C, D"),
        "en": ("the option “{given}” is not a letter from A to P", "name the options A, B, C, D"),
    },
    "bank.target_key": {
        "vi": ("vế ghép “{given}” không phải số từ 1 đến 99", "đặt tên vế ghép là 1, 2, 3"),
        "en": ("the target “{given}” is not a number from 1 to 99", "name the targets 1, 2, 3"),
    },
    "bank.answer_shape": {
        "vi": ("đáp án có dạng không hiểu được", "viết chữ cái, số, đoạn chữ, [A, C] hoặc {{A: 2, B: 1}}"),
        "en": (
            "the answer has no form that can be read",
            "write a letter, number, text, [A, C] or {{A: 2, B: 1}}",
        ),
    },
    "answer.wrong_shape": {
        "vi": ("đáp án không hợp với loại câu “{kind}”", "viết như {example}"),
        "en": ("the answer does not fit the kind “{kind}”", "write it like {example}"),
    },
    "answer.missing": {
        "vi": ("chưa có đáp án", "thêm dòng `answer: ...`"),
        "en": ("there is no answer", "add a line `answer: ...`"),
    },
    "answer.unknown_option": {
        "vi": ("đáp án “{option}” không nằm trong các phương án", "chọn một chữ cái có trong options"),
        "en": ("the answer “{option}” is not among the options", "choose a letter that stands in options"),
    },
    "answer.repeated": {
        "vi": ("đáp án có phần lặp lại", "xoá phần trùng"),
        "en": ("the answer repeats itself", "delete what stands twice"),
    },
    "answer.one_only": {
        "vi": ("loại câu này chỉ có một đáp án", "giữ một đáp án, hoặc đặt kind: multiple"),
        "en": ("this kind has one answer only", "keep one, or set kind: multiple"),
    },
    "answer.not_a_number": {
        "vi": ("đáp án “{text}” không phải là số", "viết số như 50 hoặc 0.5"),
        "en": ("the answer “{text}” is not a number", "write a number such as 50 or 0.5"),
    },
    "answer.not_every_option": {
        "vi": ("đáp án không dùng đủ mỗi phương án đúng một lần", "kể đủ các chữ cái, mỗi chữ một lần"),
        "en": ("the answer does not use every option once", "name every letter once"),
    },
    "answer.empty_text": {
        "vi": ("đáp án “{text}” không có chữ hay số nào", "viết chữ mà người dự thi phải gõ"),
        "en": ("the answer “{text}” has no letter or digit", "write what people have to type"),
    },
    "tolerance.negative": {
        "vi": ("sai số cho phép là số âm", "viết tolerance từ 0 trở lên"),
        "en": ("the tolerance is negative", "write 0 or more"),
    },
    "options.too_few": {
        "vi": ("cần ít nhất {least} phương án", "thêm phương án"),
        "en": ("at least {least} options are wanted", "add some"),
    },
    "options.too_many": {
        "vi": ("nhiều hơn {most} phương án", "bớt phương án"),
        "en": ("more than {most} options", "drop some"),
    },
    "options.bad_key": {
        "vi": ("tên phương án “{option}” không hợp lệ", "dùng A, B, C, D; vế ghép dùng 1, 2, 3"),
        "en": ("the option's name “{option}” is not valid", "use A, B, C, D; for targets 1, 2, 3"),
    },
    "options.repeated_key": {
        "vi": ("phương án “{option}” lặp lại", "đổi tên một phương án"),
        "en": ("the option “{option}” stands twice", "rename one"),
    },
    "options.empty": {
        "vi": ("phương án “{option}” không có nội dung", "viết nội dung cho phương án"),
        "en": ("the option “{option}” is empty", "write its text"),
    },
    "options.repeated_text": {
        "vi": ("phương án “{option}” trùng nội dung với phương án khác", "viết lại một trong hai"),
        "en": ("the option “{option}” says the same as another", "rewrite one of them"),
    },
    "options.not_true_and_false": {
        "vi": (
            "câu đúng/sai phải có đúng hai phương án Đúng và Sai",
            "bỏ mục options, hoặc viết A: Đúng, B: Sai",
        ),
        "en": ("true/false wants the two options Đúng and Sai", "drop options, or write A: Đúng, B: Sai"),
    },
    "field.not_for_this_kind": {
        "vi": ("mục này không dùng cho loại câu “{kind}”", "xoá mục này, hoặc đổi kind"),
        "en": ("this key is not for the kind “{kind}”", "delete it, or change the kind"),
    },
    "answer.not_for_this_kind": {
        "vi": ("loại câu này không có đáp án định trước", "xoá mục answer"),
        "en": ("this kind has no answer beforehand", "delete the answer"),
    },
    "ask.empty": {
        "vi": ("câu hỏi không có nội dung", "viết nội dung câu hỏi"),
        "en": ("the question is empty", "write it"),
    },
    "weight.below_one": {
        "vi": ("trọng số nhỏ hơn 1", "viết weight từ 1 trở lên"),
        "en": ("the weight is below 1", "write 1 or more"),
    },
    "ids.repeated": {
        "vi": ("mã câu hỏi “{id}” đã dùng ở {first}", "đặt mã mới; mã cũ không dùng lại"),
        "en": ("the id “{id}” is already used at {first}", "choose a new one; ids are never reused"),
    },
    "ids.other_document": {
        "vi": ("mã “{id}” không bắt đầu bằng mã văn bản “{document}”", "đặt mã dạng {document}-...-001"),
        "en": ("the id “{id}” does not begin with the document “{document}”", "write {document}-...-001"),
    },
    "facts.repeated": {
        "vi": ("mã dữ kiện “{id}” đã dùng ở {first}", "đặt mã mới"),
        "en": ("the fact “{id}” is already given at {first}", "choose a new id"),
    },
    "cite.unknown_document": {
        "vi": ("không có văn bản “{document}” trong sources.yaml", "dùng một trong: {known}"),
        "en": ("sources.yaml has no document “{document}”", "use one of: {known}"),
    },
    "cite.unknown_section": {
        "vi": ("văn bản “{document}” không có mục “{section}”", "xem outline trong sources.yaml{near}"),
        "en": ("the document “{document}” has no section “{section}”", "see outline in sources.yaml{near}"),
    },
    "cite.unknown_fact": {
        "vi": ("không có dữ kiện “{fact}” trong facts/", "kiểm tra mã dữ kiện{near}"),
        "en": ("facts/ has no fact “{fact}”", "check its id{near}"),
    },
    "cite.other_document": {
        "vi": (
            "dữ kiện “{fact}” thuộc văn bản “{other}”, không phải “{document}”",
            "dẫn dữ kiện của đúng văn bản",
        ),
        "en": ("the fact “{fact}” is of “{other}”, not “{document}”", "cite a fact of this document"),
    },
    "cite.no_fact": {
        "vi": ("câu hỏi chưa dẫn dữ kiện nào", "thêm mã dữ kiện vào cite.facts"),
        "en": ("the question cites no fact", "add one to cite.facts"),
    },
    "cite.other_section": {
        "vi": ("không dữ kiện nào được dẫn nằm ở mục “{section}”", "sửa section hoặc facts cho khớp"),
        "en": ("none of the facts cited stands in section “{section}”", "make section and facts agree"),
    },
    "duplicates.same": {
        "vi": ("câu hỏi trùng với “{other}” ({first})", "bỏ hoặc viết lại một câu"),
        "en": ("the question is the same as “{other}” ({first})", "drop or rewrite one"),
    },
    "duplicates.near": {
        "vi": (
            "câu hỏi gần giống “{other}” ({first}), giống {percent}%",
            "viết lại cho khác, hoặc bỏ một câu",
        ),
        "en": ("the question is much like “{other}” ({first}), {percent}%", "rewrite it, or drop one"),
    },
    "balance.uneven": {
        "vi": (
            "đáp án {letter} chiếm {percent}% trong {count} câu của {scope}",
            "đổi chỗ phương án để đáp án rải đều",
        ),
        "en": (
            "{letter} is the key of {percent}% of {count} questions of {scope}",
            "move options to spread the keys",
        ),
    },
    "longest.often": {
        "vi": (
            "{percent}% trong {count} câu của {scope} có đáp án là phương án dài nhất",
            "viết các phương án dài bằng nhau hơn",
        ),
        "en": (
            "in {percent}% of {count} questions of {scope} the key is the longest option",
            "make options alike in length",
        ),
    },
    "longest.stands_out": {
        "vi": (
            "đáp án dài hơn hẳn các phương án khác ({key} so với {other} ký tự)",
            "rút gọn đáp án hoặc viết dài phương án nhiễu",
        ),
        "en": (
            "the key is far longer than the others ({key} against {other} characters)",
            "shorten it, or lengthen the others",
        ),
    },
    "references.pinned": {
        "vi": (
            "phương án {options} nhắc tới phương án khác nên không đảo được",
            "viết lại phương án, hoặc thêm keep_order: true",
        ),
        "en": (
            "the options {options} refer to others and cannot be shuffled",
            "rewrite them, or add keep_order: true",
        ),
    },
    "characters.space": {
        "vi": ("có khoảng trắng đặc biệt {character}", "thay bằng dấu cách thường"),
        "en": ("there is a special space {character}", "put a plain space"),
    },
    "characters.double_space": {
        "vi": ("có hai dấu cách liền nhau", "xoá bớt một dấu cách"),
        "en": ("there are two spaces in a row", "delete one"),
    },
    "length.message": {
        "vi": (
            "câu hỏi dài {length} ký tự, kênh {channel} chỉ nhận {limit}",
            "rút gọn câu hỏi hoặc phương án",
        ),
        "en": ("the question has {length} characters, {channel} takes {limit}", "shorten it or its options"),
    },
    "length.option": {
        "vi": ("phương án dài {length} ký tự, kênh {channel} chỉ nhận {limit}", "rút gọn phương án"),
        "en": ("the option has {length} characters, {channel} takes {limit}", "shorten it"),
    },
    "length.options": {
        "vi": ("có {length} phương án, kênh {channel} chỉ nhận {limit}", "bớt phương án"),
        "en": ("there are {length} options, {channel} takes {limit}", "drop some"),
    },
    "length.ask": {
        "vi": ("phần hỏi dài {length} ký tự, kênh {channel} chỉ nhận {limit}", "rút gọn phần hỏi"),
        "en": ("the stem has {length} characters, {channel} takes {limit}", "shorten it"),
    },
    "negative.plain": {
        "vi": (
            "câu hỏi phủ định “{words}” mà không nhấn mạnh",
            "viết hoa “{loud}”, hoặc đổi thành câu khẳng định",
        ),
        "en": ("the stem is negative (“{words}”) without emphasis", "write “{loud}”, or ask positively"),
    },
    "filler.option": {
        "vi": ("phương án “{words}” không kiểm tra được kiến thức", "thay bằng một phương án nhiễu hợp lý"),
        "en": ("the option “{words}” tests nothing", "put a plausible wrong option"),
    },
    "filler.placeholder": {
        "vi": ("còn chữ giữ chỗ “{words}”", "viết nội dung thật"),
        "en": ("a placeholder is left: “{words}”", "write the real text"),
    },
    "explain.missing": {
        "vi": ("chưa có lời giải thích", "thêm explain: vì sao đáp án đúng"),
        "en": ("there is no explanation", "add explain: why the answer is right"),
    },
    "status.dates": {
        "vi": ("ngày until ({until}) trước ngày since ({since})", "sửa lại một trong hai ngày"),
        "en": ("until ({until}) is before since ({since})", "mend one of the dates"),
    },
    "status.reviewed_without": {
        "vi": ("câu đã duyệt (reviewed) mà thiếu {what}", "bổ sung rồi duyệt lại, hoặc để status: draft"),
        "en": ("a reviewed question lacks {what}", "add it and review again, or set status: draft"),
    },
    "bank.read_mark": {
        "vi": (
            "“{given}” không phải dấu của câu hỏi lúc đọc",
            "giữ nguyên 12 ký tự mà `quizbot bank review` đã ghi",
        ),
        "en": (
            "“{given}” is not the mark of a question as read",
            "keep the 12 characters `quizbot bank review` wrote",
        ),
    },
    "readability.long": {
        "vi": ("một câu văn dài {length} tiếng, quá {limit}", "tách thành câu ngắn hơn, bỏ chữ không cần"),
        "en": (
            "one sentence has {length} syllables, more than {limit}",
            "split it, or drop what is not needed",
        ),
    },
    "readings.none": {
        "vi": (
            "câu ghi là đã duyệt mà chưa có người thứ hai đọc mù",
            "mời người khác chạy `quizbot bank review`, hoặc để status: draft",
        ),
        "en": (
            "called reviewed, but no second person has read it blind",
            "let another run `quizbot bank review`, or set status: draft",
        ),
    },
    "readings.older": {
        "vi": (
            "câu đã sửa sau khi {reader} đọc mù ngày {on}",
            "mời người khác đọc lại, hoặc để status: draft",
        ),
        "en": (
            "changed after {reader} read it blind on {on}",
            "let another read it again, or set status: draft",
        ),
    },
    "readings.failed": {
        "vi": (
            "{reader} đọc mù ngày {on} và không chọn đáp án này, hoặc thấy câu chưa ổn",
            "sửa câu theo ghi chú trong readings/, rồi mời đọc lại",
        ),
        "en": (
            "{reader} read it blind on {on} and chose another answer, or found it wanting",
            "mend it by the note in readings/, then let it be read again",
        ),
    },
    "readings.by_author": {
        "vi": ("người đọc mù {reader} chính là người ra câu này", "mời người khác đọc"),
        "en": ("{reader}, who read it blind, is its author", "let somebody else read it"),
    },
    "translations.keys": {
        "vi": ("bản dịch “{language}” không có cùng các phương án", "dịch đủ các phương án {keys}"),
        "en": ("the translation “{language}” has other options", "translate the options {keys}"),
    },
}
