"""Tests of lift.deployer.lock."""
