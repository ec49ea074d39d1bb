"""Lists of members and of services from spreadsheets: what becomes of each row, the writing, and taking it back."""
