"""The line that a front door writes to its access log for each request: a JSON object.

https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
"""

import json

_LINE = {  # what REST APIs have too
    "time": "$context.requestTime",
    "request_id": "$context.requestId",
    "ip": "$context.identity.sourceIp",
    "method": "$context.httpMethod",
    "path": "$context.path",
    "protocol": "$context.protocol",
    "status": "$context.status",
    "bytes": "$context.responseLength",
    "milliseconds": "$context.responseLatency",
    "user_agent": "$context.identity.userAgent",
    "error": "$context.error.message",
    "integration_error": "$context.integrationErrorMessage",
}
HTTP = json.dumps(_LINE)
REST = json.dumps({**_LINE, "api_key_id": "$context.identity.apiKeyId"})
