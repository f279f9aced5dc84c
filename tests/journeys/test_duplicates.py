"""Two records of one person, from the queue to a decision, in a browser and on a telephone."""

import pytest
from django.db import transaction
from django.utils import timezone

from people import services
from people.models import Person, PossibleDuplicate
from tests.journeys.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_pair_is_compared_decided_and_taken_back(reader_for, operator, cru):
    now = timezone.now()
    for given_name in ("Catherine", "Cathy"):
        with transaction.atomic():
            services.register(
                given_name=given_name,
                family_name="Orchard",
                born_on="1984-03-07",
                phones=["07700 900123"],
                address="1 High Street, Dover",
                by=operator,
                at=now,
            )
    desk = reader_for(cru)

    desk.click("Duplicates").see("Catherine Orchard, born 7 Mar 1984", "Almost certainly one person").check()
    desk.click("Catherine Orchard, born").see("Same phone number", "First record").check()
    desk.click("Same person").check().choose("keep", "one").write("reason", "Same fingerprint")
    desk.click("Merge the records").see("Decided last", "Found to be one person").check()

    phone = reader_for(cru, PHONE)
    phone.go(f"/people/duplicates/{PossibleDuplicate.objects.get().pk}/").see("Same fingerprint").check()
    table = phone.page.locator(".dacase-scroll")
    assert table.evaluate("each => each.scrollWidth <= each.clientWidth")
    phone.click("Undo the decision").write("reason", "Wrong prints")
    phone.click("Undo the decision").see("An earlier decision was taken back").check()
    assert Person.objects.filter(identity=PossibleDuplicate.objects.get().one).count() == 1
