"""Spreadsheets that people send us: .xlsx, .xlsm, .xls, .ods and .csv, known by their content.

Each is read in a process of its own with limits of memory and time, for a file can be made to break what reads it.
Formulas are never evaluated (the value that was last seen in Excel counts), macros are never looked at.
"""

from core.reading.parent import Sheet, UnreadableSheet, read_sheets

__all__ = ["Sheet", "UnreadableSheet", "read_sheets"]
