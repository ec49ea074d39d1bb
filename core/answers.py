"""Questions that a page below asks and apps above answer, registered in AppConfig.ready() like the parts of pages.

So the directory tells how a provider answers referrals, and knows nothing of referrals.
"""

_answers = {}


def register(question, answer):
    """``answer(keys)`` → {key: what is known of it}. Several apps may answer the same question."""
    given = _answers.setdefault(question, [])
    if answer not in given:
        given.append(answer)


def answers_to(question, keys):
    """{key: answer} of a question that one app answers; empty while no app above knows anything."""
    return {key: known[-1] for key, known in all_answers_to(question, keys).items()}


def all_answers_to(question, keys):
    """{key: [what each app answers]}, in the order of registration; a key that nobody knows is left out."""
    found = {}
    for answer in _answers.get(question, ()) if keys else ():
        for key, known in answer(keys).items():
            found.setdefault(key, []).append(known)
    return found
