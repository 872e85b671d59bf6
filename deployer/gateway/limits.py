"""AWS's limits on requests and answers, in bytes and seconds.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html
https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
"""

MB = 1024 * 1024

HTTP_API_BODY = 10 * MB
HTTP_API_HEADERS = 10_240  # the request line and all headers
HTTP_API_SECONDS = 30.0
REST_API_BODY = 10 * MB
REST_API_HEADERS = 10_240
REST_API_SECONDS = 29.0  # until an integration says otherwise
LOAD_BALANCER_BODY = 1 * MB  # a request's body, and the function's answer with its headers
INVOKE_PAYLOAD = 6 * MB  # each way, synchronous
# What Lambda names in its own message: 6 MB and 100 bytes of slack.
INVOKE_RESPONSE = 6_291_556
EVENT_PAYLOAD = 1 * MB  # asynchronous
# Each way: the body that a function is shown, the answer that it may give with its headers.
EDGE_VIEWER_REQUEST = 40 * 1024
EDGE_ORIGIN_REQUEST = 1 * MB
