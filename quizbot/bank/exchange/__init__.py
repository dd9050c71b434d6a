"""Questions in and out of files that other programs and people write. See docs/how-to/nhap-cau-hoi.md."""
