"""A claim, tried on samples that meet its premises; the verdict, and its counterexample."""
