from finance.resources.lists import (
    BookResource,
    BooksResource,
    RecapResource,
    StimulusFiguresResource,
    StimulusResource,
)

__all__ = ["BookResource", "BooksResource", "RecapResource", "StimulusFiguresResource", "StimulusResource"]
