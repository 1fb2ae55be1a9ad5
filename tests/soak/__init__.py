"""A long simulation: the archive of ten made-up papers over 120 days, compared with what was true.

:mod:`tests.soak.plan` makes up the papers, :mod:`tests.soak.events` says what happens to them, and
:mod:`tests.soak.server` answers for them at a shifted time; :mod:`tests.soak.simulation` crawls them as cron would, and
:mod:`tests.soak.compare` holds the archive against the plan, and :mod:`tests.soak.questions` what the commands answer.
:mod:`tests.soak.known` names what is known to differ.
"""
