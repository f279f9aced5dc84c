"""The local run: environment, assets, PostgreSQL, Redis, web, worker, beat and deliver from one command.

Read `front` first. Until the environment exists only the standard library is there, so nothing here imports
Django, and what needs a driver imports it inside the function that uses it.
"""
