"""AWS, one module a service. The only place that knows boto3."""
