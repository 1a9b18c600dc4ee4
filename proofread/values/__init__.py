"""Numbers and arrays: elementary functions, dual numbers, autograd's, arrays that know rows from columns."""
