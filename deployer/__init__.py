"""Put an application on AWS Lambda.

settings -> Stage -> Bundle (what goes up) ┐
                                           ├-> Plan (steps, with reasons) -> apply -> Release
              AWS as it is now (read only) ┘
"""
