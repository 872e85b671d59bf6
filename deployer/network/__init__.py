"""Whether the function's packets get where they are to go: the judgement, pure; reads nothing.

    settings -> hosts ┐
                      ├-> findings, rule by rule, each with the line that would mend it
    a VPC as read   ──┘

A function of lift's speaks IPv4 in its VPC, so IPv6 is left out everywhere.
"""
