"""Names and paths of custody."""

from django.urls import path

from custody import api
from custody.views import addresses, bail, events, feeds, matters, orders, sentencing

urlpatterns = [
    path("custody/", events.Events.as_view(), name="custody_events"),
    path("custody/feeds/", feeds.Feeds.as_view(), name="feeds"),
    path("custody/feeds/<uuid:feed_id>/", feeds.SetFeed.as_view(), name="feed_set"),
    path("custody/kept/", matters.Kept.as_view(), name="kept_events"),
    path("custody/refused/<uuid:refused_id>/", matters.Refused.as_view(), name="refused_message"),
    path("custody/addresses/<uuid:look_id>/", addresses.CloseLook.as_view(), name="address_look"),
    path("custody/addresses/<uuid:look_id>/told/", addresses.TellKnown.as_view(), name="address_told"),
    path("custody/orders/", orders.Orders.as_view(), name="orders"),
    path("cases/<uuid:case_id>/orders/new/", orders.RecordOrder.as_view(), name="order_record"),
    path("cases/<uuid:case_id>/orders/<slug:order>/vary/", orders.VaryOrder.as_view(), name="order_vary"),
    path("cases/<uuid:case_id>/sentence/", sentencing.Sentence.as_view(), name="sentence"),
    path("cases/<uuid:case_id>/custody/new/", events.Record.as_view(), name="custody_event"),
    path("cases/<uuid:case_id>/custody/contact/", events.ContactOwner.as_view(), name="victim_contact_owner"),
    path("cases/<uuid:case_id>/bail/grant/", bail.Grant.as_view(), name="bail_grant"),
    path("cases/<uuid:case_id>/bail/vary/", bail.Vary.as_view(), name="bail_vary"),
    path("cases/<uuid:case_id>/bail/extend/", bail.Extend.as_view(), name="bail_extend"),
    path("cases/<uuid:case_id>/bail/end/", bail.End.as_view(), name="bail_end"),
    path("custody-events/<uuid:event_id>/correct/", events.Correct.as_view(), name="custody_correct"),
    path("custody-events/<uuid:event_id>/withdraw/", events.Withdraw.as_view(), name="custody_withdraw"),
    path("custody-events/<uuid:event_id>/case/", matters.PlaceEvent.as_view(), name="event_place"),
    path("custody-events/<uuid:event_id>/<uuid:case_id>/matter/", matters.AnswerMatter.as_view(), name="event_matter"),
    path("custody-events/<uuid:event_id>/<uuid:case_id>/told/", events.Tell.as_view(), name="victim_told"),
]

api_urlpatterns = [
    path("custody-events/", api.CustodyEvents.as_view(), name="api_custody_events"),
    path("custody-events/corrections/", api.CorrectByNumber.as_view(), name="api_custody_correct"),
    path("custody-events/withdrawals/", api.WithdrawByNumber.as_view(), name="api_custody_withdraw"),
    path("custody-events/refused/<uuid:refused_id>/", api.SettleMessage.as_view(), name="api_refused_message"),
    path("custody-events/addresses/<uuid:look_id>/", api.CloseAddressLook.as_view(), name="api_address_look"),
    path("custody-events/addresses/<uuid:look_id>/told/", api.TellAddressKnown.as_view(), name="api_address_told"),
    path("custody-events/<uuid:event_id>/case/", api.PlaceEvent.as_view(), name="api_event_place"),
    path("custody-events/<uuid:event_id>/<uuid:case_id>/matter/", api.AnswerMatter.as_view(), name="api_event_matter"),
    path("orders/", api.Orders.as_view(), name="api_orders"),
]
