from documents.services.files import store_bytes, store_file, whole_or_nothing
from documents.services.issuing import issue_document
from documents.services.numbers import letter_number, next_number, next_numbers
from documents.services.offices import issue_sample, set_office
from documents.services.rendering import render
from documents.services.uploads import UploadRefused, store_picture, store_upload

__all__ = [
    "UploadRefused",
    "issue_document",
    "issue_sample",
    "letter_number",
    "next_number",
    "next_numbers",
    "render",
    "set_office",
    "store_bytes",
    "store_file",
    "store_picture",
    "store_upload",
    "whole_or_nothing",
]
