"""Names and paths of MARAC."""

from django.urls import path

from marac import views

urlpatterns = [
    path("cases/<uuid:case_id>/marac/refer/", views.Refer.as_view(), name="marac_refer"),
    path("marac/", views.Marac.as_view(), name="marac"),
    path("marac/meetings/new/", views.NewMeeting.as_view(), name="meeting_new"),
    path("marac/meetings/<uuid:meeting_id>/", views.Meeting.as_view(), name="meeting"),
    path("marac/meetings/<uuid:meeting_id>/agenda-sent/", views.AgendaSent.as_view(), name="agenda_sent"),
    path("marac/meetings/<uuid:meeting_id>/change-told/", views.AgendaChangeTold.as_view(), name="agenda_change_told"),
    path("marac/meetings/<uuid:meeting_id>/actions-sent/", views.ActionsSent.as_view(), name="actions_sent"),
    path("marac/referrals/<uuid:referral_id>/", views.Referral.as_view(), name="marac_referral"),
    path("marac/referrals/<uuid:referral_id>/list/", views.ListCase.as_view(), name="marac_list"),
    path("marac/referrals/<uuid:referral_id>/outcome/", views.Outcome.as_view(), name="marac_outcome"),
    path("marac/referrals/<uuid:referral_id>/action/", views.GiveAction.as_view(), name="marac_action"),
    path("marac/referrals/<uuid:referral_id>/idva/", views.IdvaAttempt.as_view(), name="marac_idva"),
    path("marac/referrals/<uuid:referral_id>/withdraw/", views.Withdraw.as_view(), name="marac_withdraw"),
    path("marac/actions/<uuid:action_id>/done/", views.ActionDone.as_view(), name="marac_action_done"),
]

api_urlpatterns = []
