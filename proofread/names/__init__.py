"""What each formula of a page is, and what each name in it means."""
