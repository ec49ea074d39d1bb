from workplans.urls import assessing, overview, plans, templates

app_name = "workplans"
urlpatterns = [*plans.patterns, *assessing.patterns, *overview.patterns, *templates.patterns]
