"""What the checks with boto3 share: its clients, and how one waits, pages and tells what came out."""

import boto3
from botocore.exceptions import WaiterError

SERVICES = ("cloudformation", "ecs", "elbv2", "s3", "ecr", "logs", "ssm", "application-autoscaling")
clients = {name: boto3.client(name) for name in SERVICES}
cloudformation, ecs, elbv2, s3 = (clients[name] for name in SERVICES[:4])

# By the name of each check True, or what went wrong.
results = {}
waited = set()
paged = set()


def in_turn(*checks):
    """Runs each check; what it returns, if not None, or raises is what is wrong."""
    for work, *arguments in checks:
        name = " ".join([work.__name__.replace("_", " "), *arguments[:2]])
        try:
            outcome = work(*arguments)
            results[name] = True if outcome is None else str(outcome)
        except Exception as error:  # whatever it is, it is the result
            results[name] = f"{type(error).__name__}: {error}"


def wait(client, waiter, **arguments):
    """The client's own waiter, looking every half second instead of every 15 to 30, for a minute."""
    waited.add(f"{client.meta.service_model.service_name} {waiter}")
    client.get_waiter(waiter).wait(WaiterConfig={"Delay": 0.5, "MaxAttempts": 120}, **arguments)


def gives_up(reason, client, waiter, **arguments):
    """None where the waiter sees at once that what it waits for will never come."""
    try:
        wait(client, waiter, **arguments)
    except WaiterError as error:
        known = reason in str(error) and "Max attempts" not in str(error)
        return None if known else str(error)
    return "the waiter was content"


def pages(service, operation, key, arguments=None):
    """Pages of one item each, put together, are what one page holds. CloudFormation alone lets nobody choose the size."""
    client = clients[service]
    paged.add(f"{service} {operation}")
    arguments = arguments or {}
    whole = getattr(client, operation)(**arguments)[key]
    assert whole, "there is nothing to page"
    size = {} if service == "cloudformation" else {"PageSize": 1}
    looks = list(client.get_paginator(operation).paginate(PaginationConfig=size, **arguments))
    together = [item for look in looks for item in look.get(key, [])]
    assert together == whole, f"{len(together)} items in {len(looks)} pages are not the {len(whole)} of one"
    assert not size or len(looks) >= len(whole), f"{len(looks)} pages hold {len(whole)} items"
