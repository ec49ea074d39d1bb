from programmes.urls import events, groups, programmes

app_name = "programmes"
urlpatterns = [*events.urlpatterns, *groups.urlpatterns, *programmes.urlpatterns]
