"""The demo force: an invented Kent-sized force with its past and a month of calls, through the real services.

words      invented names, streets, postcodes and telephone numbers
past       some years of history as a folder of CSV files, for the import
force      units, officers and their sign-ins
month      the clock: what happens next, and who does what they owe
calls, custody, assessing, protecting    the steps, each through the services
cases, stories                           cases at every stage that somebody may want to see
loading    all of it, in one transaction
"""
