"""Each key of the settings: set, changed and removed, and what came of it read back.

A key of ``settings_schema.json`` without a case here fails ``test_settings_keys.py``. To add one:

1. Write a ``Case`` into the file of its group, or a group into a file of its own. The test finds
   every ``GROUPS`` in this folder.
2. Give it two values that differ from the default and from each other, the function that reads
   back what they do, and what that must find without the key, with the first value and with the
   second.

A ``Group`` goes through four steps, in each of which ``lift_settings.json`` is written: without
its keys, with all of them, with their other values, and without them again. ``opened`` says what is
made of the file each time: ``deployed`` deploys the stage (on an emulated AWS behind AWS's own
rules, and sees that nothing is left to do), ``project`` builds the bundle, ``loaded`` takes the
stage itself. The cases of a group share these steps, which keeps this fast, so keys that do not go
together belong into two groups; what a key needs in all four steps stands in ``beside``.
"""
