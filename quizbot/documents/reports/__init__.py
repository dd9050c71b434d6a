"""Periodic reports as papers and tables: the full Báo cáo, the fragment for another report, the workbook."""
