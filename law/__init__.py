"""Law and national guidance as dated, sourced data. Plain Python: no framework, no database, no clock."""
