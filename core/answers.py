"""Questions that a page below asks and an app above answers, registered in AppConfig.ready() like the parts of pages.

So the directory tells how a provider answers referrals, and knows nothing of referrals.
"""

_answers = {}


def register(question, answer):
    """``answer(keys)`` → {key: what is known of it}."""
    _answers[question] = answer


def answers_to(question, keys):
    """{key: answer}; empty while no app above knows anything."""
    return _answers[question](keys) if question in _answers and keys else {}
