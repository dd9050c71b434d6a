"""What `quizbot` says when nothing was asked of it."""

WELCOME = """\
quizbot: bộ máy thi trắc nghiệm cho cơ quan.

Bắt đầu từ đâu:
  quizbot demo            chạy thử ngay trên máy này, không cần cấu hình gì
  quizbot bank check      kiểm tra ngân hàng câu hỏi trong questions/
  quizbot contest rules   in thể lệ của một cuộc thi từ tệp cấu hình
  quizbot doctor          soát cấu hình, cơ sở dữ liệu, mã truy cập trước ngày thi
  quizbot run             chạy thật, theo config.yaml

Mọi lệnh:                 quizbot --help
Giúp về một lệnh:         quizbot LỆNH --help

(Start with `quizbot demo`; `quizbot --help` lists every command.)"""
