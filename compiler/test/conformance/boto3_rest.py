"""boto3's waiters of S3, and paginators of everything but CloudFormation, on what platc deployed."""

import json
import time

from boto3_check import clients, elbv2, pages, s3, wait


def bucket():
    mine = {"Bucket": "boto3-bucket"}
    wait(s3, "bucket_not_exists", **mine)
    s3.create_bucket(**mine)
    wait(s3, "bucket_exists", **mine)
    one = {"Key": "folder/ümläut & co", **mine}
    wait(s3, "object_not_exists", **one)
    s3.put_object(Body=b"content", **one)
    wait(s3, "object_exists", **one)
    assert s3.get_object(**one)["Body"].read() == b"content"
    s3.put_object(Body=b"", Key="folder/second", **mine)
    pages("s3", "list_objects_v2", "Contents", mine)
    pages("s3", "list_object_versions", "Versions", mine)
    s3.delete_objects(Delete={"Objects": [{"Key": one["Key"]}, {"Key": "folder/second"}]}, **mine)
    wait(s3, "object_not_exists", **one)
    s3.delete_bucket(**mine)
    wait(s3, "bucket_not_exists", **mine)


def release_that_platc_recorded():
    names = [one["Name"] for one in s3.list_buckets()["Buckets"]]
    artifacts = next(name for name in names if "artifacts" in name)
    found = s3.get_object(Bucket=artifacts, Key="releases/local/api/000001.json")
    release = json.loads(found["Body"].read())
    assert release["result"] == "succeeded", release


for name in ("one", "two"):
    clients["ssm"].put_parameter(Name=f"/boto3/{name}", Value="x", Type="String")
IMAGES = {"repositoryName": "demo-app/api"}
GROUP = {"logGroupName": "/platc/demo-app/local/api"}
# What is written while the pages are read is none of them.
UNTIL_NOW = {**GROUP, "endTime": int(time.time() * 1000)}
BALANCER = {"LoadBalancerArn": elbv2.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]}
LISTENER = {"ListenerArn": elbv2.describe_listeners(**BALANCER)["Listeners"][0]["ListenerArn"]}
SCALING = {"ServiceNamespace": "ecs"}

CHECKS = (
    (bucket,),
    (release_that_platc_recorded,),
    (pages, "s3", "list_buckets", "Buckets"),
    (pages, "ecs", "list_clusters", "clusterArns"),
    (pages, "ecs", "list_task_definitions", "taskDefinitionArns"),
    (pages, "ecs", "list_task_definition_families", "families"),
    (pages, "elbv2", "describe_target_groups", "TargetGroups"),
    (pages, "elbv2", "describe_listeners", "Listeners", BALANCER),
    (pages, "elbv2", "describe_rules", "Rules", LISTENER),
    (pages, "ecr", "describe_repositories", "repositories"),
    (pages, "ecr", "describe_images", "imageDetails", IMAGES),
    (pages, "ecr", "list_images", "imageIds", IMAGES),
    (pages, "logs", "describe_log_groups", "logGroups"),
    (pages, "logs", "describe_log_streams", "logStreams", GROUP),
    (pages, "logs", "filter_log_events", "events", UNTIL_NOW),
    (pages, "ssm", "describe_parameters", "Parameters"),
    (pages, "ssm", "get_parameters_by_path", "Parameters", {"Path": "/boto3"}),
    (pages, "application-autoscaling", "describe_scalable_targets", "ScalableTargets", SCALING),
    (pages, "application-autoscaling", "describe_scaling_policies", "ScalingPolicies", SCALING),
)
