"""The keep-warm ping: the event that a schedule sends, and how often.

``lift.adapter`` answers the event before the application is touched.
"""

EVENT = {"lift": "keep-warm"}
EVERY = "4 minutes"


def schedule_expression(setting: "bool | dict[str, str]") -> str:
    """The EventBridge expression for the setting ``keep_warm``: ``true`` or ``{"every": …}``.

    https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html: a
    singular unit for 1, a plural one above.
    """
    every = setting.get("every", EVERY) if isinstance(setting, dict) else EVERY
    return f"rate({every})"
