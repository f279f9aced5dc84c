"""The front desk: settings, routes, schedules, the local run, and the page that shows a whole case."""
