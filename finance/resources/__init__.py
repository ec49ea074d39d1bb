from finance.resources.lists import BookResource, BooksResource, RecapResource, StimulusResource

__all__ = ["BookResource", "BooksResource", "RecapResource", "StimulusResource"]
