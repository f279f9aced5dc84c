"""The import of history: what a force knew before it had this service.

reading    rows out of CSV files, with the line on which each began
values     one cell: a day, a moment, a yes or no
checking   one row: what it says, or why it cannot be taken
staging    rows into temporary tables
judging    what can only be said of a row beside the others: doubles, ids that nobody has
loading    from the temporary tables into the record
importing  the whole run
"""
