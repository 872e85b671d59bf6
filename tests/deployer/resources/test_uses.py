"""What versions use, and the statements that allow it."""

from lift.deployer.resources.spec import Spec
from lift.deployer.resources.uses import statements, uses
from lift.deployer.settings.efs import Efs

ACCESS_POINT = "arn:aws-cn:elasticfilesystem:cn-north-1:123456789012:access-point/fsap-1a"
KEY = "arn:aws-cn:kms:cn-north-1:123456789012:key/1"


def spec(dead_letter: str | None = None, key: str | None = None, efs: Efs | None = None) -> Spec:
    return Spec(
        "c",
        "role",
        "h.h",
        "python3.13",
        "x86_64",
        512,
        30,
        (),
        {},
        dead_letter_arn=dead_letter,
        aws_kms_key_arn=key,
        efs=efs,
    )


def test_what_uses_nothing_is_allowed_nothing() -> None:
    assert statements(uses([spec()])) == []


def test_a_topic_is_published_to_and_a_queue_is_sent_to() -> None:
    queue = "arn:aws-cn:sqs:cn-north-1:123456789012:failed"
    topic = "arn:aws-cn:sns:cn-north-1:123456789012:failed"
    assert statements(uses([spec(queue), spec(topic), spec(queue)])) == [
        {"Effect": "Allow", "Action": ["sns:Publish"], "Resource": topic},
        {"Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": queue},
    ]


def test_a_key_is_decrypted_with_and_a_file_system_reached_through_its_access_point_only() -> None:
    decrypt, mount = statements(uses([spec(key=KEY, efs=Efs(ACCESS_POINT, "/mnt/files"))]))
    assert decrypt == {"Effect": "Allow", "Action": ["kms:Decrypt"], "Resource": KEY}
    assert mount == {
        "Effect": "Allow",
        "Action": ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
        "Resource": "arn:aws-cn:elasticfilesystem:cn-north-1:123456789012:file-system/*",
        "Condition": {"StringEquals": {"elasticfilesystem:AccessPointArn": ACCESS_POINT}},
    }
