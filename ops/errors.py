class SetupError(Exception):
    """One sentence that says what is missing and what to do; a launch script prints it and ends with status 1."""
