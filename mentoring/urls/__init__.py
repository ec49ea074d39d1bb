from mentoring.urls import becoming, guiding

app_name = "mentoring"
urlpatterns = [*guiding.urlpatterns, *becoming.urlpatterns]
