from monitoring.urls import indicators, visits

app_name = "monitoring"
urlpatterns = [*indicators.urlpatterns, *visits.urlpatterns]
