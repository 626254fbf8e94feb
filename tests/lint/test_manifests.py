# SPDX-License-Identifier: Apache-2.0
"""The manifests of Kubernetes run the programs there are, with the settings they know."""
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest
import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
K8S = ROOT / "deploy" / "k8s"
sys.path.insert(0, str(K8S))

import kafka  # noqa: E402  the generator beside the manifests

BIN = pathlib.Path(os.environ.get("BEURT_BIN", ROOT / "build" / "bin"))
SERVICES = sorted(path.parent.name for path in (ROOT / "services").glob("*/main.c")
                  if path.parent.name not in ("ctl", "broker"))
KNOB = re.compile(r"^  (BEURT_\w+) .*\n +\(([^)]*)\)", re.MULTILINE)


def documents(folder):
    return [one for path in sorted((K8S / folder).glob("*.yaml"))
            for one in yaml.safe_load_all(path.read_text()) if one]


def named(folder, kind):
    return {one["metadata"]["name"]: one for one in documents(folder) if one["kind"] == kind}


BASE = named("base", "Deployment")
COMMON = BASE.pop("any")
SETTINGS = dict(line.split("=", 1) for line in (K8S / "base/settings.env").read_text().splitlines()
                if line and not line.startswith("#"))


def knobs(program):
    """{knob: whether it must be set} of a program, by its own words."""
    told = subprocess.run([BIN / program, "--help"], capture_output=True, text=True, timeout=120,
                          check=True).stdout
    return {name: "required" in words for name, words in KNOB.findall(told)}


def container(deployment, kind="containers"):
    one, = deployment["spec"]["template"]["spec"][kind]
    return one


def variables(of):
    return {one["name"]: one for one in of.get("env", [])}


def test_every_service_is_deployed_and_stays_while_nodes_are_drained():
    assert sorted(BASE) == SERVICES == sorted(named("base", "PodDisruptionBudget"))
    listed = yaml.safe_load((K8S / "base/kustomization.yaml").read_text())["resources"]
    assert {f"{name}.yaml" for name in SERVICES} <= set(listed)


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_is_given_what_it_needs_and_nothing_it_does_not_know(service):
    of = container(BASE[service])
    given = set(variables(of)) | set(SETTINGS)
    known = knobs(f"beurt-{service}")
    assert of["command"] == [f"beurt-{service}"]
    assert {name for name, must in known.items() if must} <= given
    assert {name for name in variables(of) if name.startswith("BEURT_")} <= set(known)


@pytest.mark.parametrize("service", SERVICES)
def test_a_schema_is_migrated_by_its_owner_whom_the_service_is_not(service):
    before = container(BASE[service], "initContainers")
    assert before["args"] == ["migrate", service]
    assert f"user=beurt_{service}_owner " in variables(before)["BEURT_DATABASE_OWNER"]["value"]
    assert "owner-password" not in str(container(BASE[service]))


def test_common_settings_are_settings_of_every_service():
    for service in SERVICES:
        known = knobs(f"beurt-{service}")
        for name in SETTINGS:
            assert not name.startswith("BEURT_") or name in known, (service, name)


def test_a_pod_that_is_replaced_leaves_its_group_at_once():
    """Its name is its own, so as a static member it would hold its partitions for a session."""
    options = [one.partition("=")[::2] for one in SETTINGS["BEURT_KAFKA"].split(";")]
    assert ("group.instance.id", "") in options
    for deployment in BASE.values():
        assert not {"BEURT_KAFKA", "BEURT_INSTANCE"} & set(variables(container(deployment)))


def test_a_job_that_is_done_goes_for_nobody_can_change_it():
    """Another image or setting would otherwise be refused: its template is immutable."""
    jobs = [one for path in K8S.rglob("*.yaml") for one in yaml.safe_load_all(path.read_text())
            if one and one["kind"] == "Job"]
    assert [one["metadata"]["name"] for one in jobs] == ["roles"]
    for one in jobs:
        assert 0 < one["spec"]["ttlSecondsAfterFinished"] <= 300


def test_pods_have_no_rights_and_no_writable_disk():
    pod = COMMON["spec"]["template"]["spec"]
    roles, = named("components/postgres", "Job").values()
    for one in (pod, roles["spec"]["template"]["spec"]):
        assert one["automountServiceAccountToken"] is False
        assert one["securityContext"]["runAsNonRoot"] is True
        for of in one["containers"] + one.get("initContainers", []):
            may = of["securityContext"]
            assert may["readOnlyRootFilesystem"] and not may["allowPrivilegeEscalation"]
            assert may["capabilities"] == {"drop": ["ALL"]}


def test_probes_ask_what_the_services_answer():
    of = container(COMMON)
    admin = (ROOT / "libcommon/app/admin.c").read_text()
    for probe in ("livenessProbe", "readinessProbe"):
        assert f'"{of[probe]["httpGet"]["path"]}"' in admin
    assert {"name": "admin", "containerPort": int(SETTINGS["BEURT_ADMIN_PORT"])} in of["ports"]


def test_topics_and_users_follow_from_the_contracts():
    for name, text in kafka.files().items():
        assert (K8S / "components/kafka" / name).read_text() == text, \
            f"run python3 deploy/k8s/kafka.py: {name} is not what proto/asyncapi.json says"


def test_every_secret_is_explained_or_made():
    told = (K8S / "README.md").read_text()
    for deployment in BASE.values():
        for of in (container(deployment), container(deployment, "initContainers")):
            for one in variables(of).values():
                if "valueFrom" in one:
                    assert f"`{one['valueFrom']['secretKeyRef']['key']}`" in told, one


def test_secrets_that_are_needed_are_made():
    made = subprocess.run([K8S / "secrets.sh"], capture_output=True, text=True, timeout=60,
                          check=True).stdout
    secrets = {one["metadata"]["name"]: one["stringData"]
               for one in yaml.safe_load_all(made) if one}
    for deployment in BASE.values():
        for of in (container(deployment), container(deployment, "initContainers")):
            for one in variables(of).values():
                wanted = one.get("valueFrom", {}).get("secretKeyRef")
                if wanted and not wanted.get("optional"):
                    assert wanted["key"] in secrets[wanted["name"]], wanted


@pytest.mark.skipif(not shutil.which("kubectl"), reason="no kubectl to render with")
def test_the_whole_renders():
    done = subprocess.run(["kubectl", "kustomize", K8S / "overlays/production"],
                          capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    rendered = [one for one in yaml.safe_load_all(done.stdout) if one]
    deployments = [one for one in rendered if one["kind"] == "Deployment"]
    assert sorted(one["metadata"]["name"] for one in deployments) == SERVICES
    for one in deployments:
        of = container(one)
        assert of["image"] == "registry.example/beurt:0.1.0" and of["livenessProbe"]
        mounts = {mount["name"] for mount in of["volumeMounts"]}
        volumes = {volume["name"] for volume in one["spec"]["template"]["spec"]["volumes"]}
        assert mounts == volumes == {"postgres-ca", "kafka-ca", "kafka", "scratch"}
