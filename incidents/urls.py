"""Names and paths of calls, incidents and cases."""

from django.urls import path

from incidents import api
from incidents.views import board, calls, cases, contact, cover, drafts, log_call, lookups

urlpatterns = [
    path("calls/new/", log_call.LogCall.as_view(), name="log_call"),
    path("calls/new/matches/<int:row>/", lookups.Matches.as_view(), name="call_matches"),
    path("calls/new/rows/<int:row>/", lookups.Row.as_view(), name="call_row"),
    path("calls/new/known/", lookups.Known.as_view(), name="call_known"),
    path("calls/new/save/", drafts.SaveNewDraft.as_view(), name="call_draft_begin"),
    path("calls/drafts/", drafts.Drafts.as_view(), name="call_drafts"),
    path("calls/drafts/<uuid:call_draft_id>/", log_call.Draft.as_view(), name="call_draft"),
    path("calls/drafts/<uuid:call_draft_id>/save/", drafts.SaveDraft.as_view(), name="call_draft_save"),
    path("calls/drafts/<uuid:call_draft_id>/discard/", drafts.DiscardDraft.as_view(), name="call_draft_discard"),
    path("incidents/<uuid:incident_id>/", calls.Incident.as_view(), name="incident"),
    path("incidents/<uuid:incident_id>/attend/", calls.Attend.as_view(), name="attend"),
    path("incidents/<uuid:incident_id>/grade/", calls.Regrade.as_view(), name="regrade"),
    path("board/", board.Board.as_view(), name="board"),
    path("board/rows/", board.Rows.as_view(), name="board_rows"),
    path("incidents/<uuid:incident_id>/acknowledge/", board.Acknowledge.as_view(), name="criteria_acknowledge"),
    path("incidents/<uuid:incident_id>/send-unit/", board.SendUnit.as_view(), name="unit_send"),
    path("incidents/<uuid:incident_id>/stand-down/", board.StandDown.as_view(), name="unit_stand_down"),
    path("incidents/<uuid:incident_id>/finish/", board.Finish.as_view(), name="incident_finish"),
    path("cases/", cases.Cases.as_view(), name="cases"),
    path("cases/restricted/", cases.OpenRestricted.as_view(), name="case_open_restricted"),
    path("cases/<uuid:case_id>/information/", cases.AddInformation.as_view(), name="information_add"),
    path("cases/<uuid:case_id>/offer/", cases.OfferCase.as_view(), name="case_offer"),
    path("cases/<uuid:case_id>/close/", cases.CloseCase.as_view(), name="case_close"),
    path("cases/<uuid:case_id>/reopen/", cases.ReopenCase.as_view(), name="case_reopen"),
    path("cases/<uuid:case_id>/restrict/", cases.RestrictCase.as_view(), name="case_restrict"),
    path("cases/<uuid:case_id>/acts/<slug:act>/", cases.RecordAct.as_view(), name="act"),
    path("cases/<uuid:case_id>/contact/", contact.Contact.as_view(), name="contact"),
    path("cases/<uuid:case_id>/contact/new/", contact.RecordContact.as_view(), name="contact_record"),
    path("cases/<uuid:case_id>/contact/safe/", contact.RecordSafeContact.as_view(), name="safe_contact_record"),
    path("cases/<uuid:case_id>/contact/confirm/", contact.ConfirmSafeContact.as_view(), name="safe_contact_confirm"),
    path("cover/", cover.Cover.as_view(), name="cover"),
    path("cases/<uuid:case_id>/move/", cover.MoveCase.as_view(), name="case_move"),
    path("offers/<uuid:offer_id>/accept/", cases.AcceptCase.as_view(), name="case_accept"),
    path("offers/<uuid:offer_id>/refuse/", cases.RefuseCase.as_view(), name="case_refuse"),
    path("offers/<uuid:offer_id>/withdraw/", cases.WithdrawOffer.as_view(), name="offer_withdraw"),
]

api_urlpatterns = [
    path("board/", api.Board.as_view(), name="api_board"),
    path("incidents/<uuid:incident_id>/acknowledge/", api.Acknowledge.as_view(), name="api_acknowledge"),
    path("incidents/<uuid:incident_id>/units/", api.SendUnit.as_view(), name="api_unit_send"),
    path("calls/", api.Calls.as_view(), name="api_calls"),
    path("people/<uuid:person_id>/flags/", api.PersonFlags.as_view(), name="api_person_flags"),
    path("cases/<uuid:case_id>/timeline/", api.Timeline.as_view(), name="api_timeline"),
]
