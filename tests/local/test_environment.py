"""The environment is made once, made anew when it was left half made, and follows its requirement files."""

import pytest

from dacase.local import environment as environment_module
from dacase.local.environment import Environment
from dacase.local.front import TEST_REQUIREMENTS
from dacase.local.places import REPOSITORY, CannotRun


@pytest.fixture
def environment(tmp_path):
    """An environment that satisfies one requirements file."""
    (tmp_path / "requirements.txt").write_text("django==5.2\n")
    (tmp_path / "requirements-dev.txt").write_text("ruff==1\n")
    made = Environment(folder=tmp_path / ".venv", repository=tmp_path)
    made.python.parent.mkdir(parents=True)
    made.python.touch()
    made.stamp("requirements.txt").write_text(made.wanted("requirements.txt"))
    return made


def test_what_is_installed_is_not_installed_again(environment):
    assert environment.missing(["requirements.txt"]) == []


def test_a_changed_requirements_file_is_installed_again(environment):
    (environment.repository / "requirements.txt").write_text("django==5.2.1\n")

    assert environment.missing(["requirements.txt"]) == ["requirements.txt"]


def test_the_tests_need_a_second_file(environment):
    assert environment.missing(["requirements.txt", "requirements-dev.txt"]) == ["requirements-dev.txt"]


def test_an_interrupted_install_is_not_trusted_although_its_stamp_is_right(environment):
    environment.unfinished.touch()

    assert not environment.is_whole()
    assert environment.missing(["requirements.txt"]) == ["requirements.txt"]


def test_an_environment_whose_python_is_gone_is_not_trusted(environment):
    environment.python.unlink()
    environment.python.symlink_to("/nowhere/python3")

    assert environment.missing(["requirements.txt"]) == ["requirements.txt"]


def test_a_python_from_elsewhere_is_not_the_environment(environment):
    assert not environment.is_current()


def test_a_python_without_ensurepip_is_refused_with_the_line_that_helps(monkeypatch):
    monkeypatch.setattr(environment_module.os, "geteuid", lambda: 1000)

    with pytest.raises(CannotRun, match=r"Run: sudo apt-get install python3\.\d+-venv$"):
        environment_module._provide_ensurepip()


@pytest.mark.parametrize("name", [*TEST_REQUIREMENTS, "dacase/local/node-requirements.txt"])
def test_every_requirement_is_pinned_and_hashed_and_names_no_place(name):
    text = (REPOSITORY / name).read_text()

    pinned = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert pinned
    assert all("==" in line and line.endswith("\\") for line in pinned)
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "://" not in text and "--index-url" not in text and "--find-links" not in text


def test_the_packages_that_were_asked_for_by_name_are_all_there():
    text = (REPOSITORY / "requirements.txt").read_text()
    asked = ["django", "djangorestframework", "psycopg-binary", "celery", "redis", "django-simple-history"]

    assert [name for name in [*asked, "pytest", "pytest-django"] if f"\n{name}==" not in f"\n{text}"] == []
