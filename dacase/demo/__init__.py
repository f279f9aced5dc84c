"""The demo force: an invented Kent-sized force with its past and a month of calls, through the real services.

words      invented names, streets, postcodes and telephone numbers
past       some years of history as a folder of CSV files, for the import
force      units, officers and their sign-ins
calls      the month: calls, attendance, assessments
stories    cases at every stage that somebody may want to see
"""
