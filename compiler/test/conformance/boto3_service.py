"""boto3's waiters of ECS and Elastic Load Balancing, on the service that was deployed and on one beside it."""

import json

from boto3_check import cloudformation, ecs, elbv2, gives_up, pages, wait

CLUSTER = ecs.list_clusters()["clusterArns"][0]
SERVICE = {"cluster": CLUSTER, "services": ecs.list_services(cluster=CLUSTER)["serviceArns"]}
DEPLOYED = ecs.describe_services(**SERVICE)["services"][0]
TARGETS = {"TargetGroupArn": DEPLOYED["loadBalancers"][0]["targetGroupArn"]}


def tasks():
    return ecs.list_tasks(cluster=CLUSTER, serviceName=DEPLOYED["serviceName"])["taskArns"]


def targets():
    described = elbv2.describe_target_health(**TARGETS)["TargetHealthDescriptions"]
    return [{key: one["Target"][key] for key in ("Id", "Port")} for one in described]


def deployed_service():
    wait(ecs, "services_stable", **SERVICE)
    wait(ecs, "tasks_running", cluster=CLUSTER, tasks=tasks())
    group = elbv2.describe_target_groups(TargetGroupArns=[TARGETS["TargetGroupArn"]])["TargetGroups"][0]
    wait(elbv2, "load_balancer_exists", LoadBalancerArns=group["LoadBalancerArns"])
    wait(elbv2, "load_balancer_available", LoadBalancerArns=group["LoadBalancerArns"])
    wait(elbv2, "target_in_service", **TARGETS)


def scaling_out_and_in():
    ecs.update_service(cluster=CLUSTER, service=DEPLOYED["serviceArn"], desiredCount=2)
    wait(ecs, "services_stable", **SERVICE)
    wait(elbv2, "target_in_service", **TARGETS)
    assert len(tasks()) == 2, f"stable with {len(tasks())} tasks"
    pages("ecs", "list_tasks", "taskArns", {"cluster": CLUSTER})
    both = targets()
    assert len(both) == 2, f"{len(both)} targets"
    ecs.update_service(cluster=CLUSTER, service=DEPLOYED["serviceArn"], desiredCount=1)
    wait(ecs, "services_stable", **SERVICE)
    wait(elbv2, "target_in_service", **TARGETS)
    left = targets()
    assert len(tasks()) == 1 and len(left) == 1, f"{len(tasks())} tasks, {len(left)} targets"
    wait(elbv2, "target_deregistered", Targets=[one for one in both if one not in left], **TARGETS)


def task_that_is_stopped():
    before = tasks()
    ecs.stop_task(cluster=CLUSTER, task=before[0], reason="boto3 says so")
    wait(ecs, "tasks_stopped", cluster=CLUSTER, tasks=before)
    stopped = ecs.describe_tasks(cluster=CLUSTER, tasks=before)["tasks"][0]
    assert stopped["stoppedReason"] == "boto3 says so", stopped["stoppedReason"]
    wait(ecs, "services_stable", **SERVICE)
    wait(elbv2, "target_in_service", **TARGETS)
    assert tasks() and tasks() != before, "no other task was started"
    return gives_up("STOPPED", ecs, "tasks_running", cluster=CLUSTER, tasks=before)


def service_beside_it():
    """Made by CloudFormation, without a load balancer; its deletion leaves it inactive."""
    network = DEPLOYED["networkConfiguration"]["awsvpcConfiguration"]
    vpc = {key[0].upper() + key[1:]: value for key, value in network.items()}
    properties = {
        "ServiceName": "boto3",
        "Cluster": CLUSTER,
        "TaskDefinition": DEPLOYED["taskDefinition"],
        "DesiredCount": 1,
        "LaunchType": "FARGATE",
        "NetworkConfiguration": {"AwsvpcConfiguration": vpc},
    }
    resources = {"Service": {"Type": "AWS::ECS::Service", "Properties": properties}}
    name = {"StackName": "boto3-service"}
    cloudformation.create_stack(TemplateBody=json.dumps({"Resources": resources}), **name)
    wait(cloudformation, "stack_create_complete", **name)
    beside = {"cluster": CLUSTER, "services": ["boto3"]}
    wait(ecs, "services_stable", **beside)
    pages("ecs", "list_services", "serviceArns", {"cluster": CLUSTER})
    cloudformation.delete_stack(**name)
    wait(ecs, "services_inactive", **beside)
    wait(cloudformation, "stack_delete_complete", **name)
    return gives_up("INACTIVE", ecs, "services_stable", **beside)


def service_that_is_not_there():
    return gives_up("MISSING", ecs, "services_stable", cluster=CLUSTER, services=["nobody"])


def load_balancer_beside_it():
    subnets = DEPLOYED["networkConfiguration"]["awsvpcConfiguration"]["subnets"]
    balancer = {
        "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
        "Properties": {"Subnets": subnets, "Scheme": "internal"},
    }
    body = {"Resources": {"Balancer": balancer}, "Outputs": {"Arn": {"Value": {"Ref": "Balancer"}}}}
    name = {"StackName": "boto3-balancer"}
    cloudformation.create_stack(TemplateBody=json.dumps(body), **name)
    wait(cloudformation, "stack_create_complete", **name)
    outputs = cloudformation.describe_stacks(**name)["Stacks"][0]["Outputs"]
    arns = {"LoadBalancerArns": [outputs[0]["OutputValue"]]}
    wait(elbv2, "load_balancer_available", **arns)
    pages("elbv2", "describe_load_balancers", "LoadBalancers")
    cloudformation.delete_stack(**name)
    wait(elbv2, "load_balancers_deleted", **arns)


CHECKS = (
    (deployed_service,),
    (scaling_out_and_in,),
    (task_that_is_stopped,),
    (service_beside_it,),
    (service_that_is_not_there,),
    (load_balancer_beside_it,),
)
