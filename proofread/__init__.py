"""The checker, by its door: `check` judges a page by its text, `judge` one that was read. The rest is imported late."""


def check(text, path=None, reader=False):
    """Judge every formula of a Markdown page: a list of Verdicts, in the order of the page.

    `path` says where the text stands, or will stand, for messages, includes and the mkdocs.yml above it. With `reader`,
    names that the text doesn't declare are inferred, and each verdict's `read` says how. Raises SourceError on a
    missing include.
    """
    from pathlib import Path

    from proofread.pages import page, source

    return judge(page.parse(source.expand(Path(path or "page.md"), text, reader), reader), reader=reader)


def judge(page, numbers=None, reader=False):
    """Judge every formula of a `pages.page.Page`: a list of Verdicts.

    `numbers` is the module in whose numbers it's done: dual numbers of our own, or `values.autograd`. `reader` is as
    `check` says.
    """
    from proofread.judging import judge
    from proofread.values import dual

    return judge.judge(page, numbers or dual, reader)


def __getattr__(name):
    if name != "Verdict":
        raise AttributeError(f"module {__name__} has no attribute {name}")
    from proofread.judging.verdict import Verdict

    return Verdict
