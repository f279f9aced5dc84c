from tests.flags import test_agreement as t
import collections, pytest
from django.db import transaction
from hypothesis import given, settings
pytestmark = pytest.mark.django_db
C=collections.Counter()
@settings(t.ours, max_examples=30)
@given(history=t.histories)
def test_x(everybody, history):
    day, steps = history
    with transaction.atomic():
        s=t.Station(everybody["operator"], everybody["cru"], day)
        for step in steps:
            try:
                with transaction.atomic(): getattr(s, step[0])(*step[1:])
                C[step[0],'ok']+=1
            except t.Refused as e: C[step[0],str(e)[:80]]+=1
        transaction.set_rollback(True)
def test_y():
    for k,v in C.most_common(): print(v,k)
    assert 0
