"""Words and numbers of dates: months, calendars, zones, the order of day and month, what stands before them."""
