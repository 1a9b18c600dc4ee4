"""What the files of a small project hold, whose pages tests run."""

FAILING = 'assert 1 == 2, "broken"'
FILES = {
    "snippets/broken.py": f"x = 1\n# --8<-- [start:part]\n\n{FAILING}\n# --8<-- [end:part]\n",
    "docs/_included.md": f"Some text.\n\n```python\n{FAILING}\n```\n",
}
