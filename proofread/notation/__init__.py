"""LaTeX to a tree: every token is used or refused."""
