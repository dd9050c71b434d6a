"""The texts of what reading a roster finds, in Vietnamese and English: what it is, and what to do."""

from quizbot.forms.messages import Table

ROSTER: Table = {
    # the file
    "roster.no_file": {
        "vi": ("không có tệp này", "kiểm tra lại đường dẫn"),
        "en": ("there is no such file", "check the path"),
    },
    "roster.too_large": {
        "vi": ("tệp lớn hơn mức cho phép ({limit})", "xoá hình ảnh và trang thừa, hoặc chia thành nhiều tệp"),
        "en": ("the file is larger than allowed ({limit})", "remove pictures and spare sheets, or split it"),
    },
    "roster.unreadable": {
        "vi": ("không mở được tệp ({reason})", "mở bằng Excel rồi lưu lại thành .xlsx"),
        "en": ("the file cannot be opened ({reason})", "open it in Excel and save it as .xlsx"),
    },
    "roster.protected": {
        "vi": ("tệp có mật khẩu mở", "bỏ mật khẩu rồi lưu lại"),
        "en": ("the file is protected by a password", "remove the password and save again"),
    },
    "roster.web_page": {
        "vi": ("đây là trang web mang đuôi bảng tính", "mở bằng Excel rồi lưu lại thành .xlsx"),
        "en": ("this is a web page named as a sheet", "open it in Excel and save it as .xlsx"),
    },
    "roster.encoding": {
        "vi": ("không nhận ra bảng mã của tệp chữ", "lưu lại dạng “CSV UTF-8” hoặc .xlsx"),
        "en": ("the text's encoding is not recognised", "save as “CSV UTF-8” or .xlsx"),
    },
    "roster.converted": {
        "vi": ("tệp dùng bảng mã {encoding}, đã chuyển sang Unicode", "xem kỹ dấu trong bảng xem trước"),
        "en": ("the file is in {encoding}; converted to Unicode", "look at the accents in the preview"),
    },
    "roster.legacy_font": {
        "vi": (
            "chữ gõ theo phông cũ (TCVN3 hoặc VNI), không phải Unicode",
            "chuyển sang Unicode bằng công cụ của bộ gõ rồi nạp lại",
        ),
        "en": ("the text is in a legacy font encoding (TCVN3 or VNI)", "convert it to Unicode, then load it"),
    },
    "roster.no_header": {
        "vi": (
            "không thấy dòng tiêu đề có cột họ tên",
            "đặt tên cột: Mã nhân sự, Họ và tên, Đơn vị, Chức vụ",
        ),
        "en": ("no header row with a column of names", "name the columns: Code, Full name, Unit, Title"),
    },
    "roster.no_code_column": {
        "vi": (
            "không có cột mã nhân sự (số thứ tự không dùng làm mã được)",
            "thêm cột “Mã nhân sự”, mỗi người một mã không đổi",
        ),
        "en": ("there is no column of roster codes", "add a column “Code”, one lasting code a person"),
    },
    "roster.sheet_skipped": {
        "vi": ("trang này không phải danh sách nhân sự nên bỏ qua", ""),
        "en": ("this sheet is no roster and was left out", ""),
    },
    # columns
    "roster.dropped": {
        "vi": ("cột “{column}” không được lưu ({why})", ""),
        "en": ("column “{column}” is not stored ({why})", ""),
    },
    "roster.column_unknown": {
        "vi": ("không rõ cột “{column}” nên bỏ qua", ""),
        "en": ("column “{column}” is not known and was left out", ""),
    },
    "roster.column_twice": {
        "vi": ("hai cột cùng nghĩa; dùng cột {used}, bỏ cột “{column}”", "xoá cột thừa nếu chọn sai"),
        "en": ("two columns mean the same; {used} is used, “{column}” is not", "remove the spare column"),
    },
    # rows
    "roster.traits_no_code": {
        "vi": ("không thấy cột mã nhân sự", "đặt tên cột là “code” hoặc “Mã nhân sự” ở hàng đầu tiên"),
        "en": ("there is no column of roster codes", "name the column “code” in the first row"),
    },
    "roster.traits_no_person": {
        "vi": ("hàng này không có mã nhân sự", "ghi mã, hoặc xoá hàng"),
        "en": ("this row has no roster code", "write the code, or delete the row"),
    },
    "roster.traits_birth": {
        "vi": ("không đọc được ngày sinh “{given}”", "ghi 1990-05-20, 20/05/1990, hoặc năm 1990"),
        "en": ("the birth “{given}” cannot be read", "write 1990-05-20, 20/05/1990, or the year 1990"),
    },
    "roster.no_code": {
        "vi": ("“{name}” không có mã nhân sự", "điền mã ở cột mã"),
        "en": ("“{name}” has no roster code", "write it into the column of codes"),
    },
    "roster.no_name": {
        "vi": ("mã {person} không có họ tên", "điền họ và tên"),
        "en": ("code {person} has no name", "write the full name"),
    },
    "roster.bad_name": {
        "vi": ("“{name}” không phải họ tên", "kiểm tra ô này"),
        "en": ("“{name}” is no name", "check this cell"),
    },
    "roster.bad_code": {
        "vi": ("“{given}” không dùng làm mã được", "dùng chữ, số, dấu chấm, gạch, tối đa 32 ký tự"),
        "en": ("“{given}” cannot be a code", "use letters, digits, stops and dashes, at most 32"),
    },
    "roster.code_is_date": {
        "vi": (
            "ô mã đã bị Excel đổi thành ngày tháng ({given})",
            "định dạng cột mã là Text rồi gõ lại mã",
        ),
        "en": ("Excel turned the code into a date ({given})", "format the column as Text, type it again"),
    },
    "roster.code_lost_digits": {
        "vi": ("mã bị Excel rút gọn thành {given}, đã mất chữ số", "định dạng cột mã là Text rồi gõ lại"),
        "en": ("Excel shortened the code to {given}; digits are lost", "format as Text, type it again"),
    },
    "roster.same_code": {
        "vi": (
            "mã {person} trùng ở dòng {first} và dòng {second}, của hai người: “{one}” và “{other}”",
            "mỗi người một mã: sửa mã ở dòng sai; nếu là một người thì xoá một dòng",
        ),
        "en": (
            "code {person} is used for two people: row {first} is “{one}”, row {second} is “{other}”",
            "one code a person: mend the wrong row; if they are one person, delete a row",
        ),
    },
    "roster.written_twice": {
        "vi": (
            "mã {person} trùng ở dòng {first} và dòng {second}, đều là “{one}”",
            "giữ dòng đúng đơn vị, xoá dòng kia; nếu là hai người cùng tên thì mỗi người một mã",
        ),
        "en": (
            "“{one}” (code {person}) is written twice: rows {first} and {second}",
            "keep the row with the right unit, delete the other; two people of one name need two codes",
        ),
    },
    "roster.no_unit": {
        "vi": ("“{name}” không có đơn vị", "điền cột đơn vị"),
        "en": ("“{name}” has no unit", "fill in the unit"),
    },
    "roster.unit_near": {
        "vi": ("không có đơn vị “{given}”", "có phải là “{near}”? Sửa cho khớp"),
        "en": ("there is no unit “{given}”", "did you mean “{near}”? Write it like that"),
    },
    "roster.unit_unknown": {
        "vi": (
            "không có đơn vị “{given}”",
            "sửa tên, hoặc khai ở trang “Đơn vị”, hoặc cho phép đơn vị mới (--new-units)",
        ),
        "en": ("there is no unit “{given}”", "mend the name, declare it on a sheet “Units”, or --new-units"),
    },
    "roster.unit_ambiguous": {
        "vi": ("nhiều đơn vị cùng tên “{given}”: {codes}", "thêm cột “Mã đơn vị”"),
        "en": ("several units are called “{given}”: {codes}", "add a column “Unit code”"),
    },
    "roster.bad_date": {
        "vi": ("“{given}” không phải ngày", "ghi ngày/tháng/năm, ví dụ 01/07/2025"),
        "en": ("“{given}” is no date", "write day/month/year, such as 01/07/2025"),
    },
    "roster.dates_crossed": {
        "vi": ("ngày ra ({until}) không sau ngày vào ({since})", "kiểm tra hai cột ngày"),
        "en": ("the day of leaving ({until}) is not after that of coming ({since})", "check both dates"),
    },
    "roster.too_long": {
        "vi": ("ô dài quá {limit} ký tự", "rút gọn ô này"),
        "en": ("the cell is longer than {limit} characters", "shorten it"),
    },
    # the tree of units
    "roster.unit_twice": {
        "vi": ("mã đơn vị {unit} khai hai lần khác nhau", "giữ một dòng"),
        "en": ("unit code {unit} is declared twice and differently", "keep one row"),
    },
    "roster.unit_no_code": {
        "vi": ("đơn vị “{given}” không có mã", "điền cột “Mã đơn vị”"),
        "en": ("unit “{given}” has no code", "fill in “Unit code”"),
    },
    "roster.unit_circle": {
        "vi": ("đơn vị {unit} nằm dưới chính nó", "kiểm tra cột đơn vị cấp trên"),
        "en": ("unit {unit} stands below itself", "check the column of units above"),
    },
    # understood, and said so
    "roster.padded": {
        "vi": ("mã {given} được hiểu là {code}: các mã khác đều có {digits} chữ số", "xem có đúng không"),
        "en": ("code {given} is taken as {code}: all others have {digits} digits", "confirm"),
    },
    "roster.number_code": {
        "vi": ("{count} mã viết dạng số thập phân (như {given}), được đọc là {code}", ""),
        "en": ("{count} codes are decimals (such as {given}), read as {code}", ""),
    },
    "roster.composed": {
        "vi": ("{count} ô viết Unicode tổ hợp, đã chuyển sang dựng sẵn", ""),
        "en": ("{count} cells in decomposed Unicode were composed", ""),
    },
    "roster.namesakes": {
        "vi": (
            "{count} người cùng tên “{name}” trong đơn vị {unit}: dòng {rows}",
            "bình thường nếu là người khác nhau",
        ),
        "en": (
            "{count} people are called “{name}” in unit {unit}: rows {rows}",
            "normal for different people",
        ),
    },
    "roster.unit_carried": {
        "vi": (
            "{count} dòng trống đơn vị, được hiểu là cùng đơn vị với dòng trên",
            "xem có đúng không",
        ),
        "en": ("{count} rows without a unit were read as that of the row above", "confirm"),
    },
    "roster.new_unit": {
        "vi": ("đơn vị mới “{given}”, mã đề nghị {unit}", "muốn mã khác: thêm cột “Mã đơn vị”"),
        "en": ("new unit “{given}”, proposed code {unit}", "for another code add a column “Unit code”"),
    },
    "roster.units_alike": {
        "vi": ("hai đơn vị mới tên gần giống nhau: “{one}” và “{other}”", "nếu là một thì sửa cho khớp"),
        "en": ("two new units have similar names: “{one}” and “{other}”", "if they are one, mend the name"),
    },
    "roster.row_left_out": {
        "vi": ("dòng “{text}” không phải người nên bỏ qua", ""),
        "en": ("row “{text}” is no person and was left out", ""),
    },
}

WHY_DROPPED = {
    "birth": "dữ liệu về ngày sinh, nơi sinh không cần cho cuộc thi",
    "sex": "không cần cho cuộc thi",
    "phone": "số điện thoại không được lưu",
    "email": "thư điện tử không được lưu",
    "sensitive": "dữ liệu cá nhân không cần cho cuộc thi",
    "note": "ghi chú chỉ để đọc",
}
"""Why a column is not stored, by the kind of its data."""
